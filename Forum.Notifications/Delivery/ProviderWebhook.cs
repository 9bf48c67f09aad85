using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Twilio.Security;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>
/// Reads a form that the provider posted, and believes it only if it is signed. The signature covers the public address, which is configured:
/// what a proxy or a caller says about the host counts for nothing.
/// </summary>
internal sealed class ProviderWebhook(SmsSettings settings)
{
    private const string SignatureHeader = "X-Twilio-Signature";
    private const int MostBytes = 64 * 1024, MostFields = 200;

    /// <summary>The fields as they came; or the HTTP status of the refusal: 400 unreadable, 403 not signed by the provider.</summary>
    public async Task<(IReadOnlyDictionary<string, string>? Fields, int Refusal)> Read(HttpRequest request)
    {
        if (settings.Provider is SmsProvider.None) return (null, StatusCodes.Status403Forbidden);
        if (!IsPlainForm(request.ContentType) || request.ContentLength > MostBytes) return (null, StatusCodes.Status400BadRequest);
        if (await Form(request) is not { } form) return (null, StatusCodes.Status400BadRequest);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in form)
        {
            // The provider never repeats a name, and the signature would not tell one value from the other.
            if (values.Count != 1 || name.Contains('\0', StringComparison.Ordinal) || values[0]!.Contains('\0', StringComparison.Ordinal)) return (null, StatusCodes.Status400BadRequest);
            fields.Add(name, values[0]!);
        }

        return IsSigned(request, fields) ? (fields, 0) : (null, StatusCodes.Status403Forbidden);
    }

    // The provider posts this and nothing else; other encodings are where form readers stumble.
    private static bool IsPlainForm(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<IEnumerable<KeyValuePair<string, StringValues>>?> Form(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(new() { BufferBody = false, KeyLengthLimit = 256, ValueLengthLimit = MostBytes, ValueCountLimit = MostFields, BufferBodyLengthLimit = MostBytes }, request.HttpContext.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    private bool IsSigned(HttpRequest request, Dictionary<string, string> fields)
    {
        if (request.Headers[SignatureHeader] is not [{ Length: > 0 } signature]) return false;
        var algorithm = RequestValidator.GetSignatureAlgorithm(request.Headers[RequestValidator.SignatureSettingsHeader].ToString());
        var key = algorithm == RequestValidator.HmacSha256 ? settings.WebhookKey : settings.AuthToken;
        var address = settings.Public(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()).AbsoluteUri;
        return new RequestValidator(key).Validate(address, fields, signature, algorithm);
    }
}
