// Starts every enhancement. Each page works without any of them.
import "./keys.js";
import "./claims.js";
import "./select.js";
import "./forms.js";
import "./times.js";
import "./typing.js";
import "./lines.js";
import "./suggest.js";
import "./paste.js";
import "./waits.js";
import "./review.js";
import "./live.js";
import "./palette.js";
