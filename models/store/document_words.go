package store

// What people are told about documents.
const (
	wordsNoDocument        = "该公文不存在或您无权查看。"
	wordsNoVersion         = "该公文没有这一版，或您无权查看。"
	wordsTextMissing       = "请先填写公文内容。"
	wordsTextUnknown       = "公文内容没有保存，请重新提交。"
	wordsTextForm          = "公文内容的格式不合约定，请通过系统提交。"
	wordsWrongFlow         = "收文只能走收文办理，发文只能走发文办理。"
	wordsTextNotHere       = "在“%s”环节不能修改公文内容。"
	wordsRuleBlocks        = "%s（%s）%s"
	wordsDeliveryTwice     = "该件已经登记为收文，不能重复登记。"
	wordsNoLetterhead      = "没有这个发文机关标志，或已停用。"
	wordsSignerNot         = "签发人须为本机关的主任、副主任或办公室主任，“%s”不具备签发权限。"
	wordsSignerMissing     = "签发人“%s”没有签发现文稿，他人的签署不能代替签发。"
	wordsJointNotAsked     = "联合行文机关“%s”没有列入会签，请在“联合行文机关”中选定。"
	wordsJointNotSigned    = "联合行文机关尚未在现文稿上会签，请退回会签。"
	wordsArchivePlace      = "该档号已被使用，请更换件号。"
	wordsArchiveNumbers    = "年度和件号须为数字。"
	wordsDocumentText      = "公文当前稿与事项记载不符。"
	wordsDocumentNumber    = "公文编号与事项记载不符。"
	wordsDocumentCeased    = "公文是否撤销、废止与事项记载不符。"
	wordsDocumentVersions  = "公文各稿不全或与当前稿不符。"
	wordsDecisionNotIssued = "选定的公文没有编号用印（来文没有登记），或者本身已经失效，不能作为撤销或废止的决定。"
	wordsCeasedEarly       = "日期不能早于此件的成文日期 %s。"
	wordsNotArchived       = "该件尚未归档，或您无权查看。"
)
