package views

import "example.org/tickmark/views/ui"

// SessionEnded is the code for somebody whose session is over, for whatever
// reason: the account may be closed, and a stranger is not told.
const SessionEnded = "session-ended"

// done tells what an act did, by the code that the handler gives.
var done = map[string]string{
	"signed-out":            "You are signed out.",
	"signed-out-everywhere": "You are signed out everywhere.",
	SessionEnded:            "Your session has ended. Sign in again; if that does not work any more, ask an admin.",
	"password-set":          "Your password is set. Sign in with it.",
	"newsroom.found":        "The newsroom is made. Sign in, then add the others under Users.",
	"user.add":              "They are added, and can sign in with the password you typed.",
	"user.invite":           "They are added. Send them the link.",
	"user.edit":             "Saved.",
	"user.disable":          "The account is disabled. They are signed out.",
	"user.enable":           "The account is enabled.",
	"user.link":             "The link is made. Send it to them.",
	"user.end-sessions":     "They are signed out everywhere.",
	"account.name":          "Your name is changed.",
	"account.password":      "Your password is changed. Your other sessions have ended.",
	"account.preferences":   "Saved.",
	"account.mail":          "A link was sent there. Open it, and press the button on its page.",
	"account.mail-clear":    "The address is cleared. Nothing is sent there any more.",
	"account.mail-resume":   "Mail goes on.",
	"account.notices":       "Saved.",
	"user.mail-clear":       "Their mail address is cleared.",
	"account.end-session":   "That session has ended.",
	"account.hint":          "It is not shown again. The help page has all of it.",
	"settings.edit":         "The settings are saved.",
	"article.open":          "The article is in. Mark its claims: select words, or press M.",
	"article.edit":          "Saved.",
	"revision.add":          "The new revision is in. This is what it did.",
	"draft.discard":         "Thrown away.",
	"typing.keep":           "Kept, for you alone.",
	"typing.discard":        "What you typed is thrown away.",
	"view.save":             "The list is saved under its name.",
	"view.drop":             "The saved list is dropped.",
	"claim.mark":            "The claim is marked.",
	"claim.take":            "The claim is yours.",
	"claim.release":         "The claim is open again.",
	"claim.submit":          "Sent to review.",
	"claim.still-holds":     "Sent to review with the verdict it had.",
	"claim.recall":          "Called back from review.",
	"claim.approve":         "Approved.",
	"claim.approve-first":   "Your approval is noted: the first of two. A second person has to approve the claim as well.",
	"claim.request-changes": "Sent back with your reason.",
	"claim.reopen":          "Reopened.",
	"claim.withdraw":        "Withdrawn.",
	"claim.restore":         "Restored: the claim is open.",
	"claim.break-glass":     "Approved by break glass. What was passed over is now a review debt.",
	"claim.statement":       "The statement is changed.",
	"claim.verdict":         "The verdict is noted.",
	"claim.kinds":           "Saved.",
	"claim.severity":        "Saved.",
	"claim.assign":          "Saved.",
	"claim.split":           "The claim is split in two.",
	"claim.merge":           "The claims are one.",
	"claim.place":           "The claim has its place. It keeps everything where words and sentence are alike; elsewhere somebody looks again.",
	"evidence.add":          "The evidence is added.",
	"evidence.add-page":     "The evidence is added. Its page is about to be looked at and kept, which takes a moment. What came of it stands at the evidence.",
	"claim.tick":            "Ticked.",
	"claim.untick":          "The tick is taken back.",
	"checklist.edit":        "The list is kept as a new version. Ticks hold for items that are worded as before.",
	"claim.criticises":      "Saved. Where a claim criticises somebody, sign-off waits for their right of reply.",
	"reply.seek":            "It is noted who was asked.",
	"reply.answer":          "The answer is noted. Say how the copy reflects it to settle the point.",
	"reply.settle":          "The point is settled.",
	"reply.remove":          "The point is removed. The trail keeps what it was.",
	"ruling.make":           "It is said, with your name and reason, and holds wherever the two sources support a claim.",
	"ruling.end":            "It is taken back.",
	"source.add":            "The source is added. Where it has an address, what stands there is about to be kept.",
	"source.upload":         "The file is kept.",
	"source.change-name":    "Changed.",
	"source.add-keeper":     "They keep the source from now on.",
	"source.drop-keeper":    "They keep the source no more.",
	"evidence.change":       "The evidence is changed.",
	"evidence.remove":       "The evidence is removed. The trail keeps what it was.",
	"evidence.quote":        "Quoted: it is evidence of the claim, and rests on this capture.",
	"evidence.wording":      "The evidence has the wording of the source.",
	"translation.add":       "The translation stands beside the passage.",
	"translation.remove":    "The translation is removed. The trail keeps what it was.",
	"comment.add":           "Your comment is added.",
	"comment.close":         "Closed.",
	"comment.stet":          "Stet: the words stand, with your reason.",
	"comment.apply":         "Applied: the copy has a new revision.",
	"comment.send-back":     "Sent back, with your reason, to who proposed it.",
	"comment.reword":        "The fix has other wording now.",
	"waiver.add":            "Waived. It holds while the sentence stays alike.",
	"waiver.end":            "Taken back: the sentence is open again.",
	"waiver.unchecked":      "Your reason stands for every sentence that nobody accounts for. The report prints it.",
	"check.dismissed":       "Dismissed, with your reason.",
	"check.claim":           "It is a claim now.",
	"check.query":           "The question is asked.",
	"check.reopen":          "Open again.",
	"suggestion.accept":     "Accepted.",
	"suggestion.undo":       "Taken back, as far as nobody had worked on the claims.",
	"suggestion.ask":        "The model was asked. What it proposed, as far as its words stand in the copy, is among the suggestions.",
	"capture.archive":       "The archive is about to be asked.",
	"source.look":           "Its page is about to be looked at.",
	"source.edit":           "Saved.",
	"source.merge":          "They are one now. Part them on this page if they are not.",
	"source.part":           "They stand by themselves again.",
	"publisher.note":        "Saved. It stands at every source of this publisher.",
	"drift.close":           "Seen: it is off the desk until the page changes again.",
	"job.retry":             "It is about to be tried again.",
	"job.discard":           "Discarded.",
	"notice.seen":           "Marked as read.",
	"notices.seen":          "All marked as read.",
	"report.issue":          "Signed off. The report is issued.",
}

// Done tells what an act did. An unknown code, which only a browser with a
// forged cookie sends, says nothing of itself.
func Done(code string) ui.Flash {
	words, ok := done[code]
	if !ok {
		words = "Done."
	}
	tone := ui.Good
	if code == SessionEnded {
		tone = ui.Info
	}
	return ui.Flash{Tone: tone, Text: words}
}
