// What has the focus: its name, and whether it is in an explorer and in sight.
((root) => {
  const node = document.activeElement;
  const { top, bottom } = node.getBoundingClientRect();
  return {
    name: node.ariaLabel ?? node.textContent,
    inside: root.contains(node),
    seen: bottom > 0 && top < innerHeight,
  };
});
