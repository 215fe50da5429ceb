package document

import (
	"net/http"

	"github.com/zhihui-renda/renda/api/door"
)

// maxBody of a document: its text is at most half a million characters.
const maxBody = 4 << 20

const tag = "公文"

func read(path, id, summary string) door.Route {
	return door.Route{Method: http.MethodGet, Path: path, ID: id, Summary: summary, Tag: tag, Object: "document", Action: "read"}
}

func write(path, id, summary, object, action string) door.Route {
	return door.Route{
		Method: http.MethodPost, Path: path, ID: id, Summary: summary, Tag: tag, Object: object, Action: action,
		Write: true, OwnKey: true, MaxBody: maxBody,
	}
}

// importing is a row of what goes before an import and keeps nothing.
func importing(method, path, id, summary string) door.Route {
	return door.Route{
		Method: method, Path: path, ID: id, Summary: summary, Tag: tag, Object: "import", Action: "run", MaxBody: maxSheet,
	}
}

// Register adds the operations on documents.
func Register(d *door.Door, deps Deps) {
	door.Register(d, write("/documents/incoming", "open-incoming-document", "签收（并登记）来文", "document", "open_incoming"), deps.openIncoming)
	door.Register(d, write("/documents/outgoing", "open-outgoing-document", "拟稿", "document", "open_outgoing"), deps.openOutgoing)
	door.Register(d, write("/documents/{id}/versions", "save-document", "暂存新稿", "case", "act"), deps.save)
	door.Register(d, read("/documents/{id}", "get-document", "查看公文"), deps.get)
	door.Register(d, read("/documents/{id}/versions", "list-document-versions", "各稿及签署情况"), deps.listVersions)
	door.Register(d, read("/documents/{id}/versions/{version}", "get-document-version", "查看某一稿"), deps.getVersion)
	door.Register(d, read("/documents/{id}/signatures", "list-document-signatures", "签署情况及签署后的改动"), deps.listSignatures)
	door.Register(d, read("/documents/{id}/diff", "diff-document", "比较两稿"), deps.difference)
	door.Register(d, html(read("/documents/{id}/handling-slip", "print-handling-slip", "打印文件处理笺")), deps.handlingSlip)
	door.Register(d, html(read("/documents/{id}/draft-slip", "print-draft-slip", "打印发文稿纸")), deps.draftSlip)
	door.Register(d, html(read("/documents/{id}/delivery-list", "print-delivery-list", "打印分送签收单")), deps.deliveryList)
	door.Register(d, html(read("/documents/{id}/return-letter", "print-return-letter", "打印退文函")), deps.returnLetter)

	check := write("/documents/check", "check-document", "按行文规则核对", "document", "rules")
	check.Write, check.OwnKey = false, false
	door.Register(d, check, deps.check)
	rules := read("/document-rules", "list-document-rules", "行文规则")
	rules.Action = "rules"
	door.Register(d, rules, deps.listRules)

	door.Register(d, write("/imports/documents", "import-document", "导入一件来文", "import", "run"), deps.importOne)
	try := write("/imports/documents/check", "try-import-document", "试导入一件来文，不保存", "import", "run")
	try.Write, try.OwnKey = false, false
	door.Register(d, try, deps.tryImport)

	door.Register(d, importing(http.MethodGet, "/imports/documents/columns", "list-import-columns", "可导入的列"), deps.columns)
	door.Register(d, importing(http.MethodPost, "/imports/documents/sheet", "read-import-sheet", "读出表格文件的各行，不保存"), deps.sheet)
	door.Register(d, importing(http.MethodPost, "/imports/documents/table", "read-import-table", "把表格各行读成来文，不保存"), deps.readTable)

	senders := read("/documents/incoming/senders", "list-senders", "以往的来文单位")
	senders.Action = "open_incoming"
	door.Register(d, senders, deps.senders)
	door.Register(d, html(read("/documents/{id}/receipt-label", "print-receipt-label", "打印收文标签")), deps.receiptLabel)
	refused := write("/imports/documents/refusals", "note-import-refusal", "登记一次本机拒收（密级标志），不含来文任何内容", "import", "run")
	refused.OwnKey, refused.MaxBody, refused.Status = false, 1<<10, http.StatusNoContent
	door.Register(d, refused, deps.noteRefusal)

	delivery := read("/deliveries/{id}", "get-delivery", "查看分送来的公文")
	delivery.Object = "delivery"
	door.Register(d, delivery, deps.delivery)
	door.Register(d, write("/deliveries/{id}/receipt", "receive-delivery", "签收分送来的公文", "delivery", "receive"), deps.receipt)
	door.Register(d, write("/deliveries/{id}/incoming", "take-in-delivery", "转为本单位收文", "document", "open_incoming"), deps.takeIn)
}
