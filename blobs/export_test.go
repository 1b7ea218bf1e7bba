package blobs

// Transport is how the bucket's requests go out.
var Transport = transport
