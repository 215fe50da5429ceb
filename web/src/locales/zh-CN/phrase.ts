export default {
  title: '共用常用意见',
  intro: '本机关的人写意见时都能选用；各人自己的常用意见在写意见处保存。',
  none: '还没有共用的常用意见。',
  organ: '机关',
  words: '意见',
  add: '新增',
  change: '修改',
  remove: '删除',
  removeAsk: '删除“{words}”？已写的意见不受影响。',
  saved: '已保存。',
  removed: '已删除。',
}
