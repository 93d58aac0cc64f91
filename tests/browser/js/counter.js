// A widget that counts the presses of its button.
export default {
  render({ model, el }) {
    const button = document.createElement("button");
    const show = () => {
      button.textContent = `${model.get("name")} ${model.get("count")}`;
    };
    button.onclick = () => {
      model.set("count", model.get("count") + 1);
      model.save_changes();
    };
    model.on("change:count", show);
    show();
    el.append(button);
  },
};
