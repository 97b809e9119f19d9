package book

import (
	"time"
)

// CaseKind tells requests and complaints apart.
type CaseKind string

// The kinds of case.
const (
	Request   CaseKind = "request"
	Complaint CaseKind = "complaint"
)

// CaseKinds lists the kinds in the order in which they are offered.
func CaseKinds() []CaseKind { return []CaseKind{Request, Complaint} }

// CaseState is how far a case has come.
type CaseState string

// The states. A request goes from received over replied, answered and done to
// told; a complaint from received over acknowledged, investigating and solved
// to confirmed. Either can be dismissed as unfounded.
const (
	CaseReceived      CaseState = "received"
	CaseReplied       CaseState = "replied"       // of a request: they have a first reply
	CaseAnswered      CaseState = "answered"      // of a request: they have the answer
	CaseDone          CaseState = "done"          // of a request: what was promised is done
	CaseTold          CaseState = "told"          // of a request: they know that it is done
	CaseAcknowledged  CaseState = "acknowledged"  // of a complaint: they know that we know
	CaseInvestigating CaseState = "investigating" // of a complaint
	CaseSolved        CaseState = "solved"        // of a complaint, as we see it
	CaseConfirmed     CaseState = "confirmed"     // of a complaint, as they see it
	CaseDismissed     CaseState = "dismissed"     // there was nothing in it, with the reason
)

// CaseStates lists all states, those of requests first.
func CaseStates() []CaseState {
	return []CaseState{
		CaseReceived, CaseReplied, CaseAnswered, CaseDone, CaseTold,
		CaseAcknowledged, CaseInvestigating, CaseSolved, CaseConfirmed, CaseDismissed,
	}
}

// Closed reports whether nothing more is to be done.
func (s CaseState) Closed() bool {
	return s == CaseTold || s == CaseConfirmed || s == CaseDismissed
}

// Seriousness is how much a case matters.
type Seriousness string

// The degrees of seriousness.
const (
	MinorCase Seriousness = "minor"
	UsualCase Seriousness = "usual"
	GraveCase Seriousness = "grave"
)

// Degrees lists the degrees, the gravest first.
func Degrees() []Seriousness { return []Seriousness{GraveCase, UsualCase, MinorCase} }

// Case is a request or a complaint of a customer, with the two promises that
// are measured: the first reply, and the answer or solution. What they were to
// take and took is working time that both sides share, in minutes, as it was
// counted then.
type Case struct {
	ID          ID
	Version     int64
	CustomerID  ID
	Kind        CaseKind
	State       CaseState
	Channel     InteractionKind // by which it came in
	Seriousness Seriousness
	Tier        string // of the customer at intake, or ""
	Owner       string
	Subject     string // what it is about in a line: a product, an order
	Text        string // as they said it

	ReceivedAt time.Time
	ReplyDue   time.Time // when the first reply is due; zero when no target is set
	RepliedAt  time.Time // the first reply, or the acknowledgement
	SolveDue   time.Time
	SolvedAt   time.Time // answered, or solved
	ClosedAt   time.Time // told, confirmed or dismissed
	WarnAt     time.Time // when the clock that runs is about to run out; zero when none runs
	// ReopenedAt is the last time that it was opened again, from which the
	// solution is counted, and Reopened how often it was.
	ReopenedAt time.Time
	Reopened   int

	ReplyTarget int // minutes; 0 is none
	ReplyTook   int
	SolveTarget int
	SolveTook   int

	Cause   string // from the list of one's own
	Remedy  string
	Changed string // what we changed so that it does not come again
	Learnt  string
	Reason  string // why it was dismissed

	FollowUpID ID // the follow-up that watches over it, or ""

	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time
}

// Promise is one of the two things of a case that are measured.
type Promise string

// The promises.
const (
	FirstReply Promise = "reply"
	Solution   Promise = "solve"
)

// Running is the promise whose clock runs, with the instant at which it is due;
// "" when none does.
func (c Case) Running() (Promise, time.Time) {
	switch {
	case c.State.Closed() || !c.TrashedAt.IsZero():
	case c.RepliedAt.IsZero() && !c.ReplyDue.IsZero():
		return FirstReply, c.ReplyDue
	case c.SolvedAt.IsZero() && !c.SolveDue.IsZero():
		return Solution, c.SolveDue
	}
	return "", time.Time{}
}

// Kept tells whether a promise was kept and by how many minutes of working time
// it was missed. ok is false while it is not fulfilled, or when nothing was
// promised.
func (c Case) Kept(p Promise) (late int, ok bool) {
	target, took, at := c.ReplyTarget, c.ReplyTook, c.RepliedAt
	if p == Solution {
		target, took, at = c.SolveTarget, c.SolveTook, c.SolvedAt
	}
	if target == 0 || at.IsZero() {
		return 0, false
	}
	return max(0, took-target), true
}

// Began is the instant from which the solution is counted.
func (c Case) Began() time.Time {
	if c.ReopenedAt.IsZero() {
		return c.ReceivedAt
	}
	return c.ReopenedAt
}

// CaseStep is a step from one state of a case to another.
type CaseStep string

// The steps.
const (
	StepReply       CaseStep = "reply"
	StepAnswer      CaseStep = "answer"
	StepFinish      CaseStep = "finish"
	StepTell        CaseStep = "tell"
	StepAcknowledge CaseStep = "acknowledge"
	StepInvestigate CaseStep = "investigate"
	StepSolve       CaseStep = "solve"
	StepConfirm     CaseStep = "confirm"
	StepDismiss     CaseStep = "dismiss"
	StepReopen      CaseStep = "reopen"
)

// CaseSteps lists all steps.
func CaseSteps() []CaseStep {
	return []CaseStep{
		StepReply, StepAnswer, StepFinish, StepTell,
		StepAcknowledge, StepInvestigate, StepSolve, StepConfirm, StepDismiss, StepReopen,
	}
}

// leads says where a step leads from a state.
type leads struct {
	step CaseStep
	to   CaseState
}

// ways are all steps that can be taken, the usual next one first.
var ways = map[CaseKind]map[CaseState][]leads{
	Request: {
		CaseReceived:  {{StepReply, CaseReplied}, {StepAnswer, CaseAnswered}, {StepDismiss, CaseDismissed}},
		CaseReplied:   {{StepAnswer, CaseAnswered}, {StepDismiss, CaseDismissed}},
		CaseAnswered:  {{StepFinish, CaseDone}, {StepTell, CaseTold}, {StepReopen, CaseReplied}},
		CaseDone:      {{StepTell, CaseTold}, {StepReopen, CaseReplied}},
		CaseTold:      {{StepReopen, CaseReplied}},
		CaseDismissed: {{StepReopen, CaseReceived}},
	},
	Complaint: {
		CaseReceived:      {{StepAcknowledge, CaseAcknowledged}, {StepDismiss, CaseDismissed}},
		CaseAcknowledged:  {{StepInvestigate, CaseInvestigating}, {StepSolve, CaseSolved}, {StepDismiss, CaseDismissed}},
		CaseInvestigating: {{StepSolve, CaseSolved}, {StepDismiss, CaseDismissed}},
		CaseSolved:        {{StepConfirm, CaseConfirmed}, {StepReopen, CaseInvestigating}},
		CaseConfirmed:     {{StepReopen, CaseInvestigating}},
		CaseDismissed:     {{StepReopen, CaseReceived}},
	},
}

// Steps are the steps that can be taken now, the usual next one first.
func (c Case) Steps() []CaseStep {
	var out []CaseStep
	for _, w := range ways[c.Kind][c.State] {
		out = append(out, w.step)
	}
	return out
}

// to is where a step leads; ok is false when it cannot be taken.
func (c Case) to(step CaseStep) (CaseState, bool) {
	for _, w := range ways[c.Kind][c.State] {
		if w.step == step {
			// A case that was dismissed after the first reply has it still.
			if step == StepReopen && w.to == CaseReceived && !c.RepliedAt.IsZero() {
				if c.Kind == Request {
					return CaseReplied, true
				}
				return CaseAcknowledged, true
			}
			return w.to, true
		}
	}
	return "", false
}
