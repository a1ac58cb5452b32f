/* Filters for the table of findings, and workings that open for printing. Without this script everything can be read. */
(function () {
	"use strict";

	var table = document.getElementById("findings-table");
	var fields = [];
	var status = null;
	var search = null;

	function words(cell) {
		return cell.textContent.trim();
	}

	function rows() {
		return Array.prototype.slice.call(table.tBodies[0].rows);
	}

	function column(name) {
		var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
		return heads.findIndex(function (cell) { return cell.getAttribute("data-filter") === name; });
	}

	/* The words a cell is filtered by: its first element's, where it has one. */
	function value(row, index) {
		var cell = row.cells[index];
		return words(cell.firstElementChild || cell);
	}

	function label(form, text, control) {
		var box = document.createElement("div");
		var name = document.createElement("label");
		control.id = "filter-" + text.toLowerCase().replace(/[^a-z]+/g, "-");
		name.htmlFor = control.id;
		name.textContent = text;
		box.append(name, control);
		form.append(box);
	}

	function select(form, name) {
		var index = column(name);
		var control = document.createElement("select");
		var seen = new Set(rows().map(function (row) { return value(row, index); }));
		control.append(new Option("all", ""));
		Array.from(seen).sort().forEach(function (word) {
			control.append(new Option(word === "" ? "(none)" : word, word === "" ? "\u0000" : word));
		});
		label(form, table.tHead.rows[0].cells[index].textContent, control);
		fields.push({ name: name, index: index, control: control });
	}

	function matches(row, text) {
		return fields.every(function (field) {
			var wanted = field.control.value;
			var found = value(row, field.index);
			return wanted === "" || found === wanted || (wanted === "\u0000" && found === "");
		}) && (text === "" || row.textContent.toLowerCase().includes(text));
	}

	/* What is chosen goes along to the other pages of findings. */
	function remember() {
		var chosen = new URLSearchParams();
		fields.forEach(function (field) {
			if (field.control.value !== "") chosen.set(field.name, field.control.value);
		});
		if (search.value !== "") chosen.set("text", search.value);
		document.querySelectorAll(".ways a[href^='findings-']").forEach(function (link) {
			link.href = link.getAttribute("href").split("#")[0] + (chosen.toString() === "" ? "" : "#filter?" + chosen);
		});
	}

	function apply() {
		var text = search.value.trim().toLowerCase();
		var all = rows();
		var shown = 0;
		all.forEach(function (row) {
			row.hidden = !matches(row, text);
			if (!row.hidden) shown += 1;
		});
		status.textContent = shown + " of " + all.length + " findings on this page are shown.";
		remember();
	}

	function choose(name, word) {
		fields.forEach(function (field) {
			if (field.name !== name) return;
			if (word !== "" && !Array.from(field.control.options).some(function (option) { return option.value === word; }))
				field.control.append(new Option(word, word));
			field.control.value = word;
		});
	}

	function clear() {
		fields.forEach(function (field) { field.control.value = ""; });
		search.value = "";
		apply();
	}

	/* A bar of a rule or of a county leads to its findings. */
	function follow() {
		var hash = decodeURIComponent(location.hash.slice(1));
		var target = document.getElementById(hash);
		if (hash.startsWith("filter?")) {
			var chosen = new URLSearchParams(location.hash.slice("#filter?".length));
			fields.forEach(function (field) { choose(field.name, chosen.get(field.name) || ""); });
			search.value = chosen.get("text") || "";
		} else if (target && table.contains(target) && (hash.startsWith("rule-") || hash.startsWith("group-"))) {
			var name = hash.startsWith("rule-") ? "rule" : "group";
			var word = value(target.closest("tr"), column(name));
			fields.forEach(function (field) { choose(field.name, ""); });
			choose(name, word === "" ? "\u0000" : word);
			search.value = "";
		} else {
			return;
		}
		apply();
		(document.getElementById("findings") || table).scrollIntoView();
	}

	function addFilters() {
		var form = document.createElement("form");
		var reset = document.createElement("button");
		form.className = "filters";
		form.setAttribute("aria-label", "Filter the findings");
		["outcome", "severity", "status", "rule", "group"].forEach(function (name) {
			if (column(name) >= 0) select(form, name);
		});
		search = document.createElement("input");
		search.type = "search";
		label(form, "Text", search);
		reset.type = "button";
		reset.textContent = "Show all";
		reset.addEventListener("click", clear);
		status = document.createElement("output");
		form.append(reset, status);
		form.addEventListener("input", apply);
		form.addEventListener("submit", function (event) { event.preventDefault(); });
		table.closest(".scroll").before(form);
		status.textContent = rows().length + " findings on this page.";
		window.addEventListener("hashchange", follow);
		follow();
	}

	window.addEventListener("beforeprint", function () {
		document.querySelectorAll("details.printed:not([open])").forEach(function (part) {
			part.open = true;
			part.setAttribute("data-closed", "");
		});
	});
	window.addEventListener("afterprint", function () {
		document.querySelectorAll("details[data-closed]").forEach(function (part) {
			part.open = false;
			part.removeAttribute("data-closed");
		});
	});
	if (table && table.tBodies[0].rows.length > 1) addFilters();
})();
