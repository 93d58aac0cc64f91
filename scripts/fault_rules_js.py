"""What can go wrong in a JavaScript file: the rules of :mod:`fault_rules`, on the tree of tree-sitter.

Left out is the text of errors, and what stands in a template: it is text for people.
"""

import tree_sitter_javascript
from tree_sitter import Language, Parser

from fault_rules import Fault, numbered, shortened

SWAPS = {
    "+": "-",
    "-": "+",
    "*": "/",
    "/": "*",
    "%": "*",
    "**": "*",
    "+=": "-=",
    "-=": "+=",
    "*=": "/=",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "===": "!==",
    "!==": "===",
    "&&": "||",
    "||": "&&",
    "??": "&&",
}
"""For each operator the one that is put in its place."""

LEFT_OUT = {"comment", "throw_statement", "template_string", "import_statement", "string", "regex"}
"""Parts that are not looked into."""


def javascript_faults(path, source):
    """Every fault that the rules can make in a JavaScript file.

    Parameters
    ----------
    path : str
        From the root of the project.
    source : bytes

    Returns
    -------
    list of Fault
    """
    tree = Parser(Language(tree_sitter_javascript.language())).parse(source)
    faults = []
    for node, where in nodes_below(tree.root_node, ""):
        for rule, part, text in of_node(node):
            span = (part.start_point[0] + 1, part.end_point[0] + 1)
            before = shortened(part.text.decode())
            after = shortened(text) or "nothing"
            place = part.start_byte, part.end_byte, text, (span,)
            faults.append(Fault(path, where, rule, before, after, *place, at_import=not where))
    return numbered(faults)


def nodes_below(node, where):
    """Every node that is looked at, with the names of the functions and classes around it."""
    for child in node.named_children:
        if child.type == "throw_statement":
            yield child, where
        if child.type in LEFT_OUT:
            continue
        inside = where
        if child.type in ("function_declaration", "class_declaration", "method_definition"):
            inside = f"{where}.{child.child_by_field_name('name').text.decode()}".lstrip(".")
        yield child, inside
        yield from nodes_below(child, inside)


def of_node(node):
    """For each fault at a node: the rule, the node that is replaced, and the text in its place."""
    match node.type:
        case "binary_expression" | "augmented_assignment_expression":
            yield from operators(node)
        case "unary_expression" if operator(node) in ("!", "-"):
            yield "sign removed", node, f"({text_of(node, 'argument')})"
        case "number":
            yield "constant changed", node, plus_one(node.text.decode())
        case "true":
            yield "constant changed", node, "false"
        case "false":
            yield "constant changed", node, "true"
        case "if_statement" | "while_statement" | "ternary_expression":
            test = node.child_by_field_name("condition")
            yield "condition negated", test, f"(!({test.text.decode()}))"
        case "expression_statement" | "return_statement" | "throw_statement":
            yield from statements(node)


def operators(node):
    """An operator exchanged; the text between the operands is kept."""
    old = operator(node)
    if old in SWAPS:
        mark = node.child_by_field_name("operator")
        begin, end = mark.start_byte - node.start_byte, mark.end_byte - node.start_byte
        changed = node.text[:begin].decode() + SWAPS[old] + node.text[end:].decode()
        # In brackets: ?? stands beside && in no other way.
        yield "operator exchanged", node, changed if node.type != "binary_expression" else f"({changed})"


def statements(node):
    """A statement removed, or nothing returned."""
    if node.type == "throw_statement":
        yield "error not raised", node, ";"
    elif node.type == "return_statement" and node.named_children:
        yield "nothing returned", node, "return;"
    elif node.type == "expression_statement":
        inner = node.named_children[0]
        if inner.type in ("call_expression", "await_expression"):
            yield "call removed", node, ";"
        elif inner.type in ("assignment_expression", "augmented_assignment_expression", "update_expression"):
            yield "assignment removed", node, ";"


def operator(node):
    return text_of(node, "operator")


def text_of(node, field):
    return node.child_by_field_name(field).text.decode()


def plus_one(text):
    """The number after this one, as JavaScript writes it."""
    value = float(text.replace("_", "")) if not text.startswith(("0x", "0b", "0o")) else int(text, 0)
    return str(int(value) + 1) if float(value).is_integer() and abs(value) < 2**53 else str(value + 1)
