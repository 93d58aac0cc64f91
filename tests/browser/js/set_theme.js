// The theme of a page, as the button of the book sets it.
((theme) => {
  document.documentElement.dataset.theme = theme;
});
