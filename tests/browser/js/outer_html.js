((nodes) => nodes.map((node) => node.outerHTML));
