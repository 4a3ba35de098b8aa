vcl 4.1;
# Varnish in front of Forum Record, behind whatever ends TLS: /etc/varnish/default.vcl
# Debian: varnish and varnish-modules (xkey). The site: CDN_PURGE_ADDRESS=http://127.0.0.1:6081/ and
# CDN_MAX_AGE=3600, the latter in nginx.conf too where nginx stands behind.
import std;
import xkey;

backend site { .host = "127.0.0.1"; .port = "8000"; .connect_timeout = 2s; .first_byte_timeout = 60s; }

# Who may say that a page ends: the site's own hosts. What ends TLS may be one of them, and names
# whoever asked before it (X-Forwarded-For, to which Varnish adds who asked last).
acl site_hosts { "127.0.0.1"; "::1"; }

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ site_hosts || req.http.X-Forwarded-For ~ ",") { return (synth(403)); }
        return (synth(200, "" + xkey.purge(req.http.Surrogate-Key)));
    }
    # The site counts by the last address: that of a visitor, not of what ends TLS on a host of ours.
    if (client.ip ~ site_hosts) {
        set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ", *[^,]*$", "");
    }
    # The desk, and what is sent, is nobody else's.
    if (req.url ~ "^/(admin|preview)/" || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    # Public pages set no cookie and read none.
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    # Pages are shared where the site says for how long; all else is asked for each time.
    if (beresp.http.CDN-Cache-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(
            regsub(beresp.http.CDN-Cache-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
        set beresp.http.xkey = beresp.http.Surrogate-Key;
    } else {
        set beresp.ttl = 0s;
        set beresp.uncacheable = true;
    }
    # What has ended is not shown while it is fetched anew.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    # Not on to Varnish's own rules: by these “no-cache”, which is for browsers, would hold here.
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.CDN-Cache-Control;
    set resp.http.X-Cache = "" + obj.hits;
}
