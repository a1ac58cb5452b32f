/*
 * Opens pages of a report in Chromium and tells what it finds, as JSON on standard output; what is right is judged by
 * tests/e2e/test_html_browser.py. Standard input: {"modules", "chromium", "profile", "pages": [path...],
 * "findings": path, "folder": path of a page of findings that has a next one}.
 */
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const require = createRequire(path.join(task.modules, "x.js"));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const DESKTOP = 1280;
const PHONE = 390;

const browser = await puppeteer.launch({
	executablePath: task.chromium,
	headless: true,
	userDataDir: task.profile,
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync"],
});

/* A page with everything written down that it should not do. */
async function open(file, { width = DESKTOP, scheme = "light", script = true, hash = "" } = {}) {
	const page = await browser.newPage();
	page.trouble = [];
	page.on("console", (message) => page.trouble.push("console: " + message.text()));
	page.on("pageerror", (error) => page.trouble.push("error: " + error.message));
	page.on("request", (request) => {
		if (!request.url().startsWith("file:")) page.trouble.push("request: " + request.url());
	});
	await page.setJavaScriptEnabled(script);
	await page.setViewport({ width, height: 900, isMobile: width === PHONE });
	await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
	await page.goto("file://" + file + hash);
	return page;
}

/* axe runs in the page by the debugger, past the policy that keeps every other script out. */
async function violations(page) {
	const session = await page.createCDPSession();
	await session.send("Runtime.evaluate", { expression: axe + ";0" });
	const done = await session.send("Runtime.evaluate", {
		expression: `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((result) => JSON.stringify({
			passes: result.passes.length,
			violations: result.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + " "
				+ node.failureSummary).join(" | ")) }))`,
		awaitPromise: true,
	});
	return JSON.parse(done.result.value);
}

async function look(file) {
	const found = [];
	for (const scheme of ["light", "dark"]) {
		for (const width of [DESKTOP, PHONE]) {
			const page = await open(file, { width, scheme });
			const seen = await violations(page);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
			const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
			found.push({ file, scheme, width, overflow, background, ...seen, trouble: page.trouble });
			await page.close();
		}
	}
	return found;
}

/* Whether axe finds what is there to find. */
async function lookAtWrong() {
	const file = path.join(task.profile, "wrong.html");
	fs.writeFileSync(file, "<!DOCTYPE html><html><body><img src='data:,'><p style='color:#999;background:#aaa'>pale</p></body></html>");
	const page = await open(file);
	const seen = await violations(page);
	await page.close();
	return seen.violations.map((one) => one.split(":")[0]);
}

const shown = (page) => page.evaluate(() =>
	Array.from(document.querySelectorAll("#findings-table tbody tr")).filter((row) => !row.hidden).length);
const focused = (page) => page.evaluate(() => {
	const at = document.activeElement;
	return at.id || at.className || at.tagName;
});

async function tabTo(page, id) {
	for (let i = 0; i < 400; i++) {
		await page.keyboard.press("Tab");
		if (await focused(page) === id) return true;
	}
	return false;
}

/* From the keyboard alone: over the skip link into the content, on to the filters, and back to everything. */
async function useKeyboard(file) {
	const page = await open(file);
	const seen = { rows: await shown(page) };
	await page.keyboard.press("Tab");
	seen.first = await focused(page);
	seen.outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
	await page.keyboard.press("Enter");
	seen.skipped = await focused(page);
	seen.reached = await tabTo(page, "filter-outcome");
	await page.keyboard.type("UNKNOWN");
	await page.keyboard.press("Enter");
	seen.outcome = await shown(page);
	seen.said = await page.evaluate(() => document.querySelector(".filters output").textContent);
	await page.keyboard.press("Home");
	await tabTo(page, "filter-text");
	await page.keyboard.type("INVOICE");
	seen.text = await shown(page);
	seen.texts = await page.evaluate(() => Array.from(document.querySelectorAll("#findings-table tbody tr"))
		.filter((row) => !row.hidden).map((row) => row.textContent.toLowerCase()));
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	seen.cleared = await shown(page);
	seen.summary = await tabTo(page, "SUMMARY");
	await page.keyboard.press("Enter");
	seen.opened = await page.evaluate(() => document.activeElement.parentElement.open);
	seen.trouble = page.trouble;
	await page.close();
	return seen;
}

/* Each field alone: what it leaves, and what the rows say. */
async function useFilters(file, names) {
	const page = await open(file);
	const seen = {};
	for (const name of names) {
		const id = "#filter-" + name;
		const words = await page.$$eval(id + " option", (options) => options.map((option) => option.value).filter((word) => word !== ""));
		seen[name] = {};
		for (const word of words) {
			await page.select(id, word);
			seen[name][word] = await shown(page);
		}
		await page.select(id, "");
	}
	seen.all = await shown(page);
	await page.close();
	return seen;
}

/* A link from the bars to the findings of a rule, and the filter that goes along to the next page. */
async function followLinks(file) {
	const page = await open(file);
	const seen = {};
	seen.link = await page.$eval("section a[href*='#rule-']", (link) => { link.click(); return link.textContent; });
	await page.waitForFunction(() => document.querySelector(".filters #filter-rule").value !== "");
	seen.rule = await page.$eval("#filter-rule", (field) => field.value);
	seen.rules = await page.$$eval("#findings-table tbody tr", (rows) => Array.from(new Set(
		rows.filter((row) => !row.hidden).map((row) => row.cells[4].firstElementChild.textContent))));
	seen.trouble = page.trouble;
	await page.close();
	return seen;
}

async function turnPages(file) {
	const page = await open(file);
	const seen = {};
	await page.select("#filter-severity", "warning");
	await page.$$eval(".ways a", (links) => links.find((link) => link.textContent === "Next page").click());
	await page.waitForFunction((old) => location.pathname !== old, {}, file);
	await page.waitForSelector("#filter-severity");
	seen.severity = await page.$eval("#filter-severity", (field) => field.value);
	seen.url = page.url().split("/").pop();
	seen.severities = await page.$$eval("#findings-table tbody tr", (rows) => Array.from(new Set(
		rows.filter((row) => !row.hidden).map((row) => row.cells[3].textContent))));
	seen.trouble = page.trouble;
	await page.close();
	return seen;
}

/* Without script nothing is missing but the filters. The debugger may still ask. */
async function readWithoutScript(file) {
	const page = await open(file, { script: false });
	const session = await page.createCDPSession();
	const ask = async (expression) => (await session.send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
	const seen = {
		filters: await ask("document.querySelectorAll('.filters').length"),
		rows: await ask("Array.from(document.querySelectorAll('#findings-table tbody tr')).filter((row) => row.offsetHeight > 0).length"),
		records: await ask("Array.from(document.querySelectorAll('.record')).filter((one) => one.offsetHeight > 0).length"),
	};
	await page.emulateMediaType("print");
	seen.printed = await ask("Array.from(document.querySelectorAll('details.printed ol')).filter((one) => one.getBoundingClientRect().height > 0).length");
	seen.workings = await ask("document.querySelectorAll('details.printed').length");
	await page.close();
	return seen;
}

async function print(file) {
	const page = await open(file);
	const bytes = await page.pdf();
	await page.close();
	return bytes.length;
}

const result = { pages: [], wrong: await lookAtWrong() };
for (const file of task.pages) result.pages.push(...await look(file));
result.keyboard = await useKeyboard(task.findings);
result.filters = await useFilters(task.findings, ["outcome", "severity", "rule", "county-or-district"]);
result.marked = await useFilters(task.marked, ["status", "rule"]);
result.links = await followLinks(task.findings);
result.turned = await turnPages(task.folder);
result.plain = await readWithoutScript(task.findings);
result.pdf = await print(task.findings);
await browser.close();
console.log(JSON.stringify(result));
