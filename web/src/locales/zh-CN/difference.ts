export default {
  same: '两稿内容相同。',
  between: '{older} → {newer}',
  counts: '正文增 {added} 字，删 {removed} 字',
  added: '新增',
  removed: '删去',
  skipped: '⋯ {n} 段未改动，点开查看',
}
