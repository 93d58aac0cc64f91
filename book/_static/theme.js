// The theme of the reader's system from the first paint on; and paper is white: what is printed
// wears the light theme.
{
  const { dataset } = document.documentElement, seen = {};
  if (dataset.theme === "auto") {
    dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  addEventListener("beforeprint", () => {
    seen.theme = dataset.theme;
    dataset.theme = "light";
  });
  addEventListener("afterprint", () => Object.assign(dataset, seen));
}
