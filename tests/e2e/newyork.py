"""New York records from the example: the first one, in which everything was done right, and changes to it."""
import copy
import xml.etree.ElementTree as ElementTree

from support import NEW_YORK_EXAMPLE as EXAMPLE

NAMESPACE = "urn:caselint:us-ny:retro-payment:1"
ENVELOPE = "urn:caselint:export:1"
HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<CaseExport xmlns="%s" xmlns:ny="%s" schemaVersion="1.0" '
        'system="NYS CONNECTIONS/WMS"%%s>\n' % (ENVELOPE, NAMESPACE))

ElementTree.register_namespace("ny", NAMESPACE)

# The parts of a record, and the lists in them, by the names used here.
PATHS = {
    "closed": "ClosedCase", "intake": "FamilyServicesIntake", "stage": "FamilyServicesStage", "wms": "WmsCase",
    "then": "ClosedCase/Eligibility", "now": "WmsCase/Eligibility", "service": "MissedService",
    "person": "FamilyServicesIntake/Person", "narrative": "FamilyServicesIntake/Narrative",
    "bcfi": "FamilyServicesIntake/Bcfi", "link": "FamilyServicesIntake/LinkedCase",
    "fasp": "FamilyServicesStage/FaspEvent", "tracked": "FamilyServicesStage/TrackedChildDetail",
    "direct": "WmsCase/DirectServiceLine", "line": "WmsCase/PosLine", "payment": "WmsCase/BicsPayment",
}


def qualified(path):
    return "/".join("{%s}%s" % (NAMESPACE, name) for name in path.split("/"))


def example_records():
    return {record.get("id"): record for record in ElementTree.parse(EXAMPLE).getroot()}


class Record:
    """A copy of a record of the example. Every method changes it and returns it."""

    def __init__(self, identifier="NY-0001"):
        self.element = copy.deepcopy(example_records()[identifier])

    def named(self, identifier):
        self.element.set("id", identifier)
        return self

    def all(self, part):
        return self.element.findall(qualified(PATHS[part]))

    def set(self, part, index=0, **attributes):
        """None takes an attribute away; from_ is the attribute "from"."""
        for name, value in attributes.items():
            name = name.rstrip("_")
            if value is None:
                self.all(part)[index].attrib.pop(name, None)
            else:
                self.all(part)[index].set(name, value)
        return self

    def set_all(self, part, **attributes):
        for index in range(len(self.all(part))):
            self.set(part, index, **attributes)
        return self

    def child(self, part, name, text, index=0):
        """The text of an element inside; None takes it away."""
        element = self.all(part)[index]
        for found in element.findall(qualified(name)):
            element.remove(found)
        if text is not None:
            ElementTree.SubElement(element, qualified(name)).text = text
        return self

    def drop(self, part, index=None):
        """One element, or all."""
        parent = self.parent(part)
        found = self.all(part) if index is None else [self.all(part)[index]]
        for element in found:
            parent.remove(element)
        return self

    def add(self, part, amount=None, **attributes):
        element = ElementTree.SubElement(self.parent(part), qualified(PATHS[part].split("/")[-1]),
                                         {name.rstrip("_"): value for name, value in attributes.items()})
        if amount is not None:
            ElementTree.SubElement(element, qualified("Amount")).text = amount
        return self

    def repeat(self, part, index=0):
        self.parent(part).append(copy.deepcopy(self.all(part)[index]))
        return self

    def parent(self, part):
        way, _, _ = PATHS[part].rpartition("/")
        return self.element.find(qualified(way)) if way else self.element

    def xml(self):
        return ElementTree.tostring(self.element, encoding="unicode").strip() + "\n"


def export(*records, exported_on="2008-06-30"):
    """Records, or XML as it is; exported_on None: without a date."""
    date = "" if exported_on is None else ' exportedOn="%s"' % exported_on
    body = "".join(record if isinstance(record, str) else record.xml() for record in records)
    return (HEAD % date + body + "</CaseExport>\n").encode()


# The procedure, step by step: how each is taken back, and the rule that then waits for it, if one does.
def without_wms_close(record):
    return record.set("wms", closedOn=None)


def without_stage_close(record):
    return without_wms_close(record).set("stage", closedOn=None, closeReason=None)


def without_checks(record):
    return without_stage_close(record).set_all("payment", checkCutOn=None)


def without_payments(record):
    return without_checks(record).drop("payment")


def without_lines(record):
    return without_payments(record).drop("line").drop("direct")


def without_entry(record):
    record = without_lines(record).set("wms", fullDataEntryOn=None, reuseNumberEngaged=None, wmsCaseNumber=None)
    return record.drop("now")


def without_application(record):
    return without_entry(record).drop("wms")


def without_app_reg(record):
    return without_application(record).set("stage", appRegOn=None)


def without_stage(record):
    return without_app_reg(record).drop("stage")


def without_opening(record):
    return without_stage(record).set("intake", outcome=None, openedOn=None)


def without_intake(record):
    return without_opening(record).drop("intake")


CUTS = [
    (without_wms_close, {"NYS-WMS-13"}),
    (without_stage_close, {"NYS-FSS-10"}),
    (without_checks, set()),
    (without_payments, {"NYS-WMS-10"}),
    (without_lines, {"NYS-WMS-06", "NYS-WMS-07"}),
    (without_entry, {"NYS-WMS-02"}),
    (without_application, {"NYS-WMS-01"}),
    (without_app_reg, {"NYS-FSS-02"}),
    (without_stage, {"NYS-FSS-01"}),
    (without_opening, {"NYS-FSI-17"}),
    (without_intake, set()),
]
