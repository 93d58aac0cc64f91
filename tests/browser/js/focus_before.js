// Gives the focus to the last link or button before an explorer.
((root) => {
  const earlier = [...document.querySelectorAll("a[href], button")].filter((each) =>
    each.compareDocumentPosition(root) === Node.DOCUMENT_POSITION_FOLLOWING
  );
  return earlier.findLast((each) => {
    each.focus();
    return document.activeElement === each;
  });
});
