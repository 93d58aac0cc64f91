// A widget that writes down what its listeners hear.
export default () => ({
  initialize({ model }) {
    model.set("log", []);
  },
  render({ model, el }) {
    const note = (text) => model.set("log", [...model.get("log"), text]);
    const seen = (_model, value) => note(`a=${value}`);
    model.on("change:a", seen);
    model.on("change:a change:b", () => note("a or b"));
    model.set("a", 1);
    model.set("a", 1);
    model.off("change:a", seen);
    model.set({ a: 2, b: 3 });
    model.off();
    model.set("b", 4);
    model.send({});
    el.textContent = model.get("log").join(", ");
  },
});
