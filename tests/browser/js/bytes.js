// A widget that shows a number of its binary state.
export default {
  render({ model, el }) {
    el.textContent = model.get("data").values.getFloat64(0, true);
  },
};
