package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// benchReady starts the program as people do and waits until it says that it is
// ready: on an empty folder, and again on what is there then.
func benchReady(ctx context.Context, out io.Writer, dir string, o Options) error {
	for _, name := range []string{"首次启动", "再次启动"} {
		listen, engine, err := freeAddresses()
		if err != nil {
			return err
		}
		begin := time.Now()
		cmd := exec.CommandContext(ctx, o.Binary, "serve")
		cmd.Env = append(os.Environ(), "RENDA_DATA_DIR="+filepath.Join(dir, "data"), "RENDA_LISTEN="+listen,
			"RENDA_TEMPORAL_ADDRESS="+engine, "RENDA_LOG_LEVEL=error")
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		if err := cmd.Start(); err != nil {
			return err
		}
		for {
			answer, err := http.Get("http://" + listen + "/readyz")
			if err == nil {
				_ = answer.Body.Close()
				if answer.StatusCode == http.StatusOK {
					break
				}
			}
			if time.Since(begin) > time.Minute {
				return fmt.Errorf("not ready after a minute: %w", err)
			}
			time.Sleep(10 * time.Millisecond)
		}
		fmt.Fprintf(out, "%s：%.2f 秒后就绪\n", name, time.Since(begin).Seconds())
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		_ = cmd.Wait()
	}
	return nil
}
