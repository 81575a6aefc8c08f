/** Whether the element's middle can be seen: inside the window and not under something else. A dialog's dimming leaves what lies behind it in sight. */
export function isOnScreen(element: Element): boolean {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) {
    return false;
  }
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const top = document.elementsFromPoint(x, y).find((other) => !isBackdrop(other, x, y));
  return top !== undefined && (element.contains(top) || top.contains(element));
}

function isBackdrop(element: Element, x: number, y: number): boolean {
  if (!(element instanceof HTMLDialogElement)) {
    return false;
  }
  const box = element.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
