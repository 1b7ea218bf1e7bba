// Package e2e holds the browser tests: people in browsers of their own take
// articles from paste to report, over a server and a database that each test
// starts for itself. Only what a person could see, click or type counts here;
// the rules themselves are proved in the rooms that hold them.
package e2e
