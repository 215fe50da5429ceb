package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/zhihui-renda/renda/internal/fault"
)

// A cursor is the key after which the next page begins, with a check that ties
// it to one list of one viewer. It only ever narrows what the viewer may see
// anyway: the check is against mistakes, not against forgery.

const cursorSeparator = "\x1f"

// makeCursor writes the parts of a key for the list that the scope describes.
func makeCursor(scope string, parts ...string) string {
	key := strings.Join(parts, cursorSeparator)
	return base64.RawURLEncoding.EncodeToString([]byte(cursorCheck(scope, key) + key))
}

// readCursor returns the n parts; empty for an empty cursor. One that was not
// made for the scope is Invalid, BAD_CURSOR.
func readCursor(scope, cursor string, n int) ([]string, error) {
	if cursor == "" {
		return make([]string, n), nil
	}
	bad := fault.New(fault.Invalid, "BAD_CURSOR", wordsBadCursor).At("cursor")
	bytes, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(bytes) < checkLength {
		return nil, bad
	}
	key := string(bytes[checkLength:])
	parts := strings.Split(key, cursorSeparator)
	if string(bytes[:checkLength]) != cursorCheck(scope, key) || len(parts) != n {
		return nil, bad
	}
	return parts, nil
}

const checkLength = 16

func cursorCheck(scope, key string) string {
	sum := sha256.Sum256([]byte("cursor" + cursorSeparator + scope + cursorSeparator + key))
	return hex.EncodeToString(sum[:])[:checkLength]
}

// pageLimit is the number of rows asked for, within 1 and most; 0 means usual.
func pageLimit(limit, usual, most int) (int, error) {
	if limit == 0 {
		return usual, nil
	}
	if limit < 1 || limit > most {
		return 0, fault.New(fault.Invalid, "BAD_LIMIT", wordsBadLimit, most).At("limit")
	}
	return limit, nil
}
