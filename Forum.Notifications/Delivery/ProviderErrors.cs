namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What an error of the provider means: the class by HTTP status, refined by its code (twilio.com/docs/api/errors).</summary>
internal static class ProviderErrors
{
    /// <summary>The message was surely not taken: what to do with it.</summary>
    public static Handover Handover(int status, int code, TimeSpan? retryAfter, string sender) => (status, code) switch
    {
        // 429 was never processed: always safe to try again. 30450: a block that lifts by itself.
        (429, _) or (408, _) => new Handover.Later(code, retryAfter),
        (_, 30450) => new Handover.Later(code, TimeSpan.FromMinutes(30)),
        // The sender cannot send: other forums' senders may.
        (_, 21606 or 21212 or 21401 or 21603 or 21607) => new Handover.Stopped(code, sender),
        // Credentials, suspended or closed account, unknown account.
        (401 or 403, not 21408) or (_, 20003 or 20005 or 20403 or 20404 or 30002) => new Handover.Stopped(code, null),
        (_, 21610) => new Handover.Refused(MessageReason.OptedOut, code),
        (_, 21211 or 21214 or 21217 or 21614 or 21635) => new Handover.Refused(MessageReason.Number, code),
        _ => new Handover.Refused(MessageReason.Refused, code),
    };

    /// <summary>Errors that mean more than one lost message: the operator of the installation must look.</summary>
    public static bool IsAlarm(int? code) => code is 21408 or 21612 or 30002 or 30007;

    /// <summary>Whether nobody was reached: surely nothing was taken.</summary>
    public static bool NeverConnected(Exception? failure) => failure is not null && (NeverConnected(failure.InnerException) || failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    });
}
