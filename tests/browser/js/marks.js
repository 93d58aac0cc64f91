// What a diagram marks: the names that the assignment reads, its paths, and the name that it gives.
((diagram) => {
  const marked = (mark) =>
    [...diagram.querySelectorAll(`[data-mark=${mark}]`)].filter((each) =>
      each.getClientRects().length
    );
  const names = (mark) => [...new Set(marked(mark).map((each) => each.dataset.quantity))].sort();
  return {
    operands: names("operand"),
    paths: marked("path").map(({ dataset }) => [dataset.from, dataset.to]).sort(),
    results: names("result"),
  };
});
