using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Tryghedsforum.Api.Pictures;

/// <summary>Hands out a picture: to be looked at, kept by nobody on the way, and able to do nothing.</summary>
internal static class PictureAnswer
{
    public static FileStreamHttpResult Of(HttpContext context, Stream jpeg)
    {
        var headers = context.Response.Headers;
        (headers.CacheControl, headers.ContentSecurityPolicy, headers["Cross-Origin-Resource-Policy"]) = ("private, no-store", "sandbox; default-src 'none'", "same-origin");
        headers.ContentDisposition = "inline; filename=\"billede.jpg\"";
        return TypedResults.Stream(jpeg, "image/jpeg");
    }
}
