// Paper is white: while a page is printed it wears the light theme.
{
  const { dataset } = document.documentElement, seen = {};
  addEventListener("beforeprint", () => { seen.theme = dataset.theme; dataset.theme = "light"; });
  addEventListener("afterprint", () => Object.assign(dataset, seen));
}
