package preference

const (
	tag         = "个人设置"
	listSummary = "我的个人设置"
	keepSummary = "保存一项个人设置"
	tooLarge    = "这一项设置超过 16 KB，请精简后再保存。"
)
