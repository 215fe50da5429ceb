/** Words of the pad and of ink on pages. */
export default {
  hint: '在此手写',
  full: '这一页已写满，请先擦去一些。',
  tools: '书写工具',
  undo: '撤销',
  redo: '重做',
  eraser: '橡皮（整笔擦除）',
  clear: '清空',
  by: '{name} {at} 批注',
  mine: '我的批注',
  show: '显示批注',
  layer: '页上的笔迹',
  write: '在文件上批注',
  done: '完成批注',
  without: {
    text: '文字稿随屏幕重新排列，没有固定的页，不能在上面批注；请用“写意见”。',
    other: '文字稿没有固定的页，不能在上面批注；可换到“{name}”批注。',
    making: '正在转换成版式，转换好即可批注。',
  },
  saving: '正在保存批注',
  saved: '批注已保存',
  unsaved: '批注未能保存，联网后会再试',
}
