package e2e_test

import (
	"net/http"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
)

// goesOnWithoutTheEngine deletes the engine's database: every open case goes on
// at the next act, and clocks that ran out meanwhile ring.
func (s *siege) goesOnWithoutTheEngine() {
	for _, w := range s.rig.Workers {
		w.Kill()
	}
	s.rig.Temporal.Kill()
	s.rig.ForgetEngine()
	late := s.record.LateCase(s.t, time.Now().AddDate(0, 0, -9))
	s.rig.Temporal.Start(s.t)
	for i, w := range s.rig.Workers {
		w.Start(s.t)
		s.rig.WorkerReady(i)
	}
	for i := range s.rig.APIs {
		s.rig.Ready(i)
	}
	// Every alarm that its clock had: reminders and escalation.
	alarms := s.record.Alarms(s.t, late)
	require.GreaterOrEqual(s.t, alarms, 2)
	require.Eventually(s.t, func() bool { return s.record.Rang(s.t, late) == alarms }, 30*time.Second, 100*time.Millisecond)

	open := s.record.Open(s.t)
	require.Greater(s.t, len(open), crashCases/2)
	before := len(s.record.Acts(s.t))
	for i, id := range open {
		c := s.clients[i%len(s.clients)]
		body := map[string]any{"verb": "urge", "reason": "引擎重建之后继续办理。"}
		err := c.Send(s.t.Context(), http.MethodPost, "/api/v1/cases/"+id+"/acts", rig.Key(), body, nil)
		require.NoError(s.t, err, id)
	}
	require.Len(s.t, s.record.Acts(s.t), before+len(open))
}
