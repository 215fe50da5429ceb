package extract

import (
	"context"
	"errors"

	"github.com/zhihui-renda/renda/internal/fault"
)

var (
	errBomb      = errors.New("extract: unpacks to more than allowed")
	errDamaged   = errors.New("extract: damaged")
	errEncrypted = errors.New("extract: encrypted")
)

// asFault says for people what stopped a reader.
func asFault(ctx context.Context, err error) error {
	var known *fault.Fault
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, errBomb):
		return fault.New(fault.Invalid, "FILE_BOMB", "文件解压后过大或结构异常，已拒收。").Because(err)
	case errors.Is(err, errEncrypted):
		return fault.New(fault.Invalid, "FILE_ENCRYPTED", "文件设有密码或已加密，无法检查内容，请解除后再上传。").Because(err)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fault.New(fault.Invalid, "FILE_TOO_SLOW", "文件内容过于复杂，无法在规定时间内读取，已拒收。").Because(err)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return fault.New(fault.Invalid, "FILE_DAMAGED", "文件已损坏或内容不完整，无法读取。").Because(err)
}

func empty() error { return fault.New(fault.Invalid, "FILE_EMPTY", "文件是空的。") }

func unsupported() error {
	return fault.New(fault.Invalid, "FILE_TYPE_UNSUPPORTED", "不支持这种文件，可以上传：%s。", accepted())
}

func mismatch(actual Kind) error {
	return fault.New(fault.Invalid, "FILE_TYPE_MISMATCH", "文件的实际内容与扩展名或声明的类型不一致，已拒收。").With("actual", string(actual))
}
