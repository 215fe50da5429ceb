package draft

import (
	"net/http"

	"github.com/zhihui-renda/renda/api/door"
)

// maxBody of a draft: its text is at most half a million characters.
const maxBody = 4 << 20

const tag = "拟稿"

func route(method, path, id, summary, object, action string) door.Route {
	return door.Route{
		Method: method, Path: path, ID: id, Summary: summary, Tag: tag, Object: object, Action: action,
		Write: method != http.MethodGet, MaxBody: maxBody,
	}
}

// Register adds the operations of drafting.
func Register(d *door.Door, deps Deps) {
	get, put, post, remove := http.MethodGet, http.MethodPut, http.MethodPost, http.MethodDelete

	door.Register(d, route(get, "/drafting", "get-drafting-desk", "拟稿所需：单位、发文机关标志、文种", "document", "draft"), deps.desk)
	door.Register(d, route(get, "/outside-organs", "list-outside-organs", "用过的系统外机关", "document", "draft"), deps.outside)

	door.Register(d, route(get, "/drafts", "list-draft-copies", "自动保存、尚未立件的稿件", "document", "draft"), deps.copies)
	door.Register(d, route(get, "/drafts/{id}", "get-draft-copy", "查看自动保存的稿件", "document", "draft"), deps.copy)
	door.Register(d, route(put, "/drafts/{id}", "put-draft-copy", "自动保存", "document", "draft"), deps.put)
	door.Register(d, route(remove, "/drafts/{id}", "drop-draft-copy", "丢弃自动保存的稿件", "document", "draft"), deps.drop)
	compare := route(post, "/drafts/compare", "compare-drafts", "比较两份文稿", "document", "draft")
	compare.Write = false
	compare.MaxBody = 2 * maxBody
	door.Register(d, compare, deps.compare)

	door.Register(d, route(get, "/document-templates", "list-document-templates", "公文模板", "template", "read"), deps.templates)
	door.Register(d, route(post, "/document-templates", "create-document-template", "新增本机关的模板", "template", "manage"), deps.create)
	door.Register(d, route(put, "/document-templates/{id}", "change-document-template", "修改本机关的模板", "template", "manage"), deps.change)
	door.Register(d, route(remove, "/document-templates/{id}", "close-document-template", "停用本机关的模板", "template", "manage"), deps.close)
}
