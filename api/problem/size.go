package problem

import "fmt"

// size writes bytes as people do.
func size(bytes int64) string {
	const kib, mib = 1 << 10, 1 << 20
	switch {
	case bytes >= mib:
		return fmt.Sprintf("%d MB", bytes/mib)
	case bytes >= kib:
		return fmt.Sprintf("%d KB", bytes/kib)
	}
	return fmt.Sprintf("%d 字节", bytes)
}
