// Follows a link within the page.
((link) => {
  location.hash = link;
});
