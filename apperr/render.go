package apperr

// Refusals of drawing a captured page. The capture itself is kept without its
// picture.
var (
	RenderType   = refusal(Invalid, "render-type", "Only pages of HTML are drawn, and this is %q. The file itself is kept.")
	RenderSlow   = refusal(Unavailable, "render-slow", "The page took the browser longer than %d seconds to draw, so there is no picture of it. The page itself is kept.")
	RenderFailed = refusal(Unavailable, "render-failed", "The browser could not draw the page, so there is no picture of it. The page itself is kept.")
)
