// A widget that fails when it is shown.
export default {
  render() {
    throw new Error("out of ink");
  },
};
