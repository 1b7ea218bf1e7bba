// Places in the copy. The canonical text is the blocks' text, one LF between
// two of them; each block says where it begins in UTF-16 code units:
// data-start16. All offsets here are UTF-16 code units of the canonical text.

/** The blocks of a copy, in order. */
export const blocksOf = (copy) => [...copy.querySelectorAll("[data-start16]")];

const startOf = (block) => Number(block.dataset.start16);

const before = (block, node, offset) => {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
};

/** The part of a block that a range covers, or null when it covers none of it. */
const part = (block, range) => {
  if (!range.intersectsNode(block)) return null;
  const text = block.textContent;
  const from = block.contains(range.startContainer) ? before(block, range.startContainer, range.startOffset) : 0;
  const to = block.contains(range.endContainer) ? before(block, range.endContainer, range.endOffset) : text.length;
  return from < to ? { from: startOf(block) + from, text: text.slice(from, to) } : null;
};

/** What a range covers of the copy, without white space at its ends: { start, end, quote }, or null. */
export const spanOf = (copy, range) => {
  const parts = blocksOf(copy).map((b) => part(b, range)).filter(Boolean);
  if (parts.length === 0) return null;
  const text = parts.map((p) => p.text).join("\n");
  const quote = text.trim();
  if (quote === "") return null;
  const start = parts[0].from + text.indexOf(quote);
  return { start, end: start + quote.length, quote };
};

/** The text node and the offset in it that lie so many units into a block. */
export const placeIn = (block, units) => {
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = units;
  let last = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
    last = node;
  }
  return last ? [last, last.length] : [block, 0];
};

/** The code points before a place that is given in UTF-16 code units. */
export const pointsBefore = (copy, units) => {
  const text = blocksOf(copy).map((b) => b.textContent).join("\n");
  return [...text.slice(0, units)].length;
};
