// A widget that does something before it is shown.
export default {
  initialize({ model }) {
    document.title = model.get("name");
  },
};
