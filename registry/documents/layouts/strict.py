"""The door to the template language: whatever a part says, only plain text and known places get through. Pure."""

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from .places import LISTED, PLACES

_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class ForbiddenTag(ValueError):
    """A part holds an instruction; the text is a sentence for people."""


class StrictEnvironment(SandboxedEnvironment):
    """Sandboxed, escaping, and refusing every node that is no text and no known place, before anything is compiled."""

    def __init__(self):
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        for node in (tree, *tree.find_all(nodes.Node)):
            if not isinstance(node, _ALLOWED) or isinstance(node, nodes.Name) and node.name not in PLACES:
                raise ForbiddenTag(
                    f"版式里有不能用的模板指令。只能用这些填写处：{LISTED}。请删去其他花括号内容。"
                )
        return tree
