package blobs

// Skew is how much longer a bucket waits than a folder.
const Skew = skew

// Transport is how the bucket's requests go out.
var Transport = transport
