package problem

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/zhihui-renda/renda/internal/fault"
)

const (
	internalDetail = "系统内部错误，请稍后重试；如仍不行，请把请求编号告诉管理员。"
	cutDetail      = "请求内容没有发完整，请重试。"
	timeoutDetail  = "处理超时，请用同一请求重试。"
)

// TooLarge says that a body is over the limit, in bytes.
func TooLarge(limit int64) *fault.Fault {
	return fault.New(fault.TooLarge, "BODY_TOO_LARGE", "内容过大，最多 %s。", size(limit))
}

var titles = map[int]string{
	http.StatusBadRequest:            "请求有误",
	http.StatusUnauthorized:          "请先登录",
	http.StatusForbidden:             "没有权限",
	http.StatusNotFound:              "没有找到",
	http.StatusMethodNotAllowed:      "方法不对",
	http.StatusNotAcceptable:         "无法按要求的格式回答",
	http.StatusRequestTimeout:        "请求超时",
	http.StatusConflict:              "现在不能这样办",
	http.StatusRequestEntityTooLarge: "内容过大",
	http.StatusUnsupportedMediaType:  "格式不支持",
	http.StatusUnprocessableEntity:   "填写有误",
	http.StatusTooManyRequests:       "请求过多",
	http.StatusInternalServerError:   "系统错误",
	http.StatusServiceUnavailable:    "暂时不可用",
}

var codes = map[int]string{
	http.StatusBadRequest:            "BAD_REQUEST",
	http.StatusRequestTimeout:        "REQUEST_TIMEOUT",
	http.StatusNotAcceptable:         "NOT_ACCEPTABLE",
	http.StatusRequestEntityTooLarge: "BODY_TOO_LARGE",
	http.StatusUnsupportedMediaType:  "MEDIA_TYPE",
	http.StatusUnprocessableEntity:   "VALIDATION",
	http.StatusInternalServerError:   "INTERNAL",
}

var details = map[int]string{
	http.StatusBadRequest:            "请求内容无法读取。",
	http.StatusRequestTimeout:        "请求内容没有按时发完，请重试。",
	http.StatusNotAcceptable:         "只能以 JSON 回答。",
	http.StatusRequestEntityTooLarge: "内容过大。",
	http.StatusUnsupportedMediaType:  "请求内容应为 application/json。",
	http.StatusUnprocessableEntity:   "填写的内容有误，请按提示改正。",
	http.StatusInternalServerError:   internalDetail,
}

// others are messages that huma holds as literals.
var others = []struct{ prefix, code, detail string }{
	{"unknown query parameter", "UNKNOWN_PARAMETER", "没有这个查询参数。"},
	{"required path parameter", "REQUIRED", "缺少路径参数。"},
	{"required query parameter", "REQUIRED", "缺少查询参数。"},
	{"required header parameter", "REQUIRED", "缺少请求头。"},
	{"required", "REQUIRED", "此项必填。"},
	{"expected at most one value", "SINGLE_VALUE", "只能填一个值。"},
	{"invalid integer", "INTEGER", "应为整数。"},
	{"invalid float", "NUMBER", "应为数字。"},
	{"invalid boolean", "BOOLEAN", "应为 true 或 false。"},
	{"invalid date/time", "DATE_TIME", "时间格式不正确。"},
	{"invalid JSON", "JSON", "不是有效的 JSON。"},
	{"invalid character", "JSON", "不是有效的 JSON。"},
	{"unexpected end of JSON", "JSON", "JSON 不完整。"},
	{"unexpected EOF", "JSON", "JSON 不完整。"},
	{"json:", "JSON", "JSON 与要求的结构不符。"},
	{"unknown content type", "MEDIA_TYPE", "请求内容应为 application/json。"},
	{"cannot read multipart form: http: request body too large", "BODY_TOO_LARGE", "内容过大。"},
	{"cannot read multipart form: multipart: NextPart: http: request body too large", "BODY_TOO_LARGE", "内容过大。"},
	{"cannot read multipart form", "MULTIPART", "上传的表单不完整。"},
}

// translate gives huma's messages a code and Chinese text. A message never
// repeats what was sent. After a second bar stands what belongs to the location.
func translate() {
	for message, text := range messages {
		*message = text
	}
}

// Translated is how many messages of huma have a text of ours.
func Translated() int { return len(messages) }

var messages = map[*string]string{
	&validation.MsgUnexpectedProperty:                 "UNKNOWN_FIELD|没有这个字段。",
	&validation.MsgExpectedRFC3339DateTime:            "DATE_TIME|应为 RFC 3339 时间，例如 2026-11-23T09:00:00+08:00。",
	&validation.MsgExpectedRFC1123DateTime:            "DATE_TIME|应为 RFC 1123 时间。",
	&validation.MsgExpectedRFC3339Date:                "DATE|应为日期，例如 2026-11-23。",
	&validation.MsgExpectedRFC3339Time:                "TIME|应为时刻，例如 09:00:00。",
	&validation.MsgExpectedRFC5322Email:               "EMAIL|应为电子邮箱。",
	&validation.MsgExpectedRFC5322EmailBare:           "EMAIL|应为不带姓名的电子邮箱。",
	&validation.MsgExpectedRFC5890Hostname:            "HOSTNAME|应为主机名。",
	&validation.MsgExpectedRFC2673IPv4:                "IP|应为 IPv4 地址。",
	&validation.MsgExpectedRFC2373IPv6:                "IP|应为 IPv6 地址。",
	&validation.MsgExpectedRFCIPAddr:                  "IP|应为 IP 地址。",
	&validation.MsgExpectedRFC3986URI:                 "URI|应为网址。",
	&validation.MsgExpectedRFC3986AbsoluteURI:         "URI|应为完整网址。",
	&validation.MsgExpectedRFC4122UUID:                "UUID|应为 UUID。",
	&validation.MsgExpectedRFC6570URITemplate:         "URI_TEMPLATE|应为网址模板。",
	&validation.MsgExpectedRFC6901JSONPointer:         "JSON_POINTER|应为 JSON 指针。",
	&validation.MsgExpectedRFC6901RelativeJSONPointer: "JSON_POINTER|应为相对 JSON 指针。",
	&validation.MsgExpectedRegexp:                     "REGEXP|应为正则表达式。",
	&validation.MsgExpectedMatchAtLeastOneSchema:      "SHAPE|与允许的任何一种结构都不符。",
	&validation.MsgExpectedMatchExactlyOneSchema:      "SHAPE|应恰好符合一种结构。",
	&validation.MsgExpectedNotMatchSchema:             "SHAPE|不得为这种结构。",
	&validation.MsgExpectedPropertyNameInObject:       "SHAPE|缺少用来区分类型的字段。",
	&validation.MsgExpectedBoolean:                    "BOOLEAN|应为 true 或 false。",
	&validation.MsgExpectedDuration:                   "DURATION|应为时长。",
	&validation.MsgExpectedNumber:                     "NUMBER|应为数字。",
	&validation.MsgExpectedInteger:                    "INTEGER|应为整数。",
	&validation.MsgExpectedString:                     "STRING|应为文字。",
	&validation.MsgExpectedBase64String:               "BASE64|应为 Base64 编码。",
	&validation.MsgExpectedArray:                      "ARRAY|应为列表。",
	&validation.MsgExpectedObject:                     "OBJECT|应为对象。",
	&validation.MsgExpectedArrayItemsUnique:           "UNIQUE|各项不得重复。",
	&validation.MsgExpectedOneOf:                      "CHOICE|应为以下之一：%s。",
	&validation.MsgExpectedConst:                      "CHOICE|应为 %v。",
	&validation.MsgExpectedMinimumNumber:              "TOO_SMALL|不得小于 %v。",
	&validation.MsgExpectedExclusiveMinimumNumber:     "TOO_SMALL|应大于 %v。",
	&validation.MsgExpectedMaximumNumber:              "TOO_GREAT|不得大于 %v。",
	&validation.MsgExpectedExclusiveMaximumNumber:     "TOO_GREAT|应小于 %v。",
	&validation.MsgExpectedNumberBeMultipleOf:         "MULTIPLE|应为 %v 的倍数。",
	&validation.MsgExpectedMinLength:                  "TOO_SHORT|至少 %d 个字符。",
	&validation.MsgExpectedMaxLength:                  "TOO_LONG|最多 %d 个字符。",
	&validation.MsgExpectedBePattern:                  "PATTERN|应为%s。",
	&validation.MsgExpectedMatchPattern:               "PATTERN|格式不正确。",
	&validation.MsgExpectedMinItems:                   "TOO_FEW|至少 %d 项。",
	&validation.MsgExpectedMaxItems:                   "TOO_MANY|最多 %d 项。",
	&validation.MsgExpectedMinProperties:              "TOO_FEW|至少 %d 个字段。",
	&validation.MsgExpectedMaxProperties:              "TOO_MANY|最多 %d 个字段。",
	&validation.MsgExpectedRequiredProperty:           "REQUIRED|此项必填。|.%s",
	&validation.MsgExpectedDependentRequiredProperty:  "REQUIRED|填了 %[2]s 就必须填此项。|.%[1]s",
	&validation.MsgExpectedResolvableSchemaRef:        "SHAPE|结构无法识别。",
}
