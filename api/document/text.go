package document

import "github.com/zhihui-renda/renda/internal/fault"

func faultWhichUnit() *fault.Fault {
	return fault.New(fault.Invalid, "UNIT_REQUIRED", "您在几个单位任职，请指明以哪个单位的身份办理。").At("unit")
}

func faultNoUnit() *fault.Fault {
	return fault.New(fault.NotFound, "UNIT_NOT_FOUND", "没有这个单位，或您在该单位没有此项职责。").At("unit")
}

func faultNoDocument() *fault.Fault {
	return fault.New(fault.NotFound, "DOCUMENT_NOT_FOUND", "没有这件公文，或您无权查看。")
}

func faultNothingSaid() *fault.Fault {
	return fault.New(fault.NotFound, "NOTHING_SAID", "您还没有在此件上签署或提出意见。")
}

func faultFrom() *fault.Fault {
	return fault.New(fault.Invalid, "FROM_REQUIRED", "请指明从哪一稿比起：from、seq 或 since。").At("query.from")
}

func faultNotReceived() *fault.Fault {
	return fault.New(fault.Conflict, "NOT_RECEIVED", "请先签收，再转为收文。")
}

func faultHandAway(err error) *fault.Fault {
	return fault.New(fault.Unavailable, "FILES_AWAY", "附件存储暂时不可用，手写意见无法打印，请稍后重试。").Because(err)
}

func faultNoSlip() *fault.Fault {
	return fault.New(fault.NotFound, "NO_SLIP", "此件没有这种单据。")
}
