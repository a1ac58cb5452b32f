"""Reading HTML reports in tests: strict where a browser is lenient."""
import html.parser
import re
import urllib.parse

VOID = {"meta", "br", "rect", "input", "link", "img", "col", "hr"}
RAW = {"style", "script"}


class Wrong(Exception):
    pass


class Page(html.parser.HTMLParser):
    """A document whose elements are balanced: ids, links, text and the rows of its tables."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.source = path, path.read_bytes().decode("utf-8")
        self.open, self.ids, self.links, self.words, self.attributes = [], [], [], [], []
        self.tables, self.row, self.cell = [], None, None
        self.feed(self.source)
        self.close()
        if self.open:
            raise Wrong("%s: still open at its end: %s" % (path, self.open))
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            raise Wrong("%s: an attribute twice in <%s>" % (self.path, tag))
        for name, value in attrs:
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
        if tag not in VOID or tag == "rect":
            self.open.append(tag)
        if tag == "table":
            self.tables.append({"id": dict(attrs).get("id"), "caption": "", "head": [], "rows": [], "foot": []})
        if tag == "tr":
            self.row = []
        if tag in ("td", "th", "caption"):
            self.cell = []

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise Wrong("%s: </%s> closes what is not open, at line %d" % (self.path, tag, self.getpos()[0]))
        if tag in ("td", "th"):
            self.row.append(" ".join("".join(self.cell).split()))
            self.cell = None
        if tag == "caption":
            self.tables[-1]["caption"] = "".join(self.cell)
            self.cell = None
        if tag == "tr":
            part = [name for name in self.open if name in ("thead", "tbody", "tfoot")][-1]
            self.tables[-1][{"thead": "head", "tbody": "rows", "tfoot": "foot"}[part]].append(self.row)

    def handle_data(self, data):
        if self.open and self.open[-1] in RAW:
            return
        self.words.append(data)
        if self.cell is not None:
            self.cell.append(data)

    def handle_pi(self, data):
        raise Wrong("%s: a processing instruction" % self.path)

    def table(self, caption):
        return [table for table in self.tables if table["caption"] == caption][0]

    def findings(self):
        return [row for table in self.tables if table["id"] == "findings-table" for row in table["rows"]]


def read(path):
    """The pages of a report: of a folder by name, or the one."""
    paths = sorted(path.glob("*.html")) if path.is_dir() else [path]
    return {one.name: Page(one) for one in paths}


def check(pages):
    """What no report may be: links that lead nowhere, ids twice, anything a browser would fetch or run."""
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        if len(ids[name]) != len(page.ids):
            raise Wrong("%s: ids twice: %s" % (name, sorted({one for one in page.ids if page.ids.count(one) > 1})))
        for link in page.links:
            target, _, anchor = link.partition("#")
            if (target or name) not in pages:
                raise Wrong("%s: %s leads nowhere" % (name, link))
            if anchor and urllib.parse.unquote(anchor) not in ids[target or name]:
                raise Wrong("%s: %s is not on that page" % (name, link))
        for tag, attribute, value in page.attributes:
            if attribute in ("src", "style", "srcset", "action", "background", "poster", "data") or attribute.startswith("on"):
                raise Wrong("%s: <%s %s>" % (name, tag, attribute))
            if tag in ("iframe", "object", "embed", "base", "link"):
                raise Wrong("%s: <%s>" % (name, tag))
        if re.search(r"https?:|//[a-z]|@import|url\(", page.source):
            raise Wrong("%s: names something outside of itself" % name)
        if "Content-Security-Policy" not in page.source or "default-src 'none'" not in page.source:
            raise Wrong("%s: no policy" % name)
