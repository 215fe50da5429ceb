package audit

import (
	"strings"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/policies"
)

// sentence is a line of the log as people read it: "尹平 任职：李某任办公室文秘。".
func sentence(e models.SecurityEntry, names map[string]string) string {
	who := names[e.PersonID]
	switch {
	case who != "":
	case e.PersonID == "":
		who = nobodyWord
	default:
		who = e.PersonID
	}
	text := who + " " + titles[e.Kind]
	if what := about(e, names); what != "" {
		text += "：" + what
	}
	if !e.Success && !strings.Contains(titles[e.Kind], failureWord) {
		text += "（" + failedWord + "）"
	}
	return text + "。"
}

// about is what the line is about: persons and units by name, the rest by what
// the log says of it.
func about(e models.SecurityEntry, names map[string]string) string {
	object := names[e.ObjectID]
	if object == "" {
		object = objects[e.Object]
	}
	d := e.Detail
	switch e.Kind {
	case models.SecPostGiven, models.SecPostEnded:
		return object + "任" + names[d["unit"]] + models.RoleTitles[d["role"]]
	case models.SecPolicyProposed:
		return consents[models.ConsentKind(d["kind"])] + behind(names[e.ObjectID])
	case models.SecConsent:
		return consents[models.ConsentKind(d["kind"])] + behind(names[d["person"]]) + "，" + decisions[models.Decision(d["decision"])]
	case models.SecLocked:
		return d["minutes"] + minutesWord
	case models.SecRefused:
		if action := policies.Find(e.Object, d["action"]); action != nil {
			return action.Title + behind(d["code"])
		}
		return object + behind(d["code"])
	case models.SecSettings:
		return object + settings(e)
	case models.SecLogin, models.SecLogout, models.SecLoginFailed, models.SecPasswordChanged:
		return ""
	default:
	}
	if e.ObjectID == e.PersonID {
		return ""
	}
	return object
}

func behind(name string) string {
	if name == "" {
		return ""
	}
	return "（" + name + "）"
}

// settings says which setting was changed how.
func settings(e models.SecurityEntry) string {
	switch e.Object {
	case "calendar":
		return " " + e.ObjectID + " " + changes[e.Detail["action"]]
	case "definition":
		return " " + e.Detail["process"] + " " + changes[e.Detail["action"]]
	}
	return ""
}
