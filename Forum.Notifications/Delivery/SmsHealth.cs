namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Whether SMS go out at all, for the banner that coordinators see.</summary>
public sealed class SmsHealth
{
    private readonly SmsSettings settings;
    private readonly Undelivered undelivered;

    internal SmsHealth(SmsSettings settings, Undelivered undelivered) => (this.settings, this.undelivered) = (settings, undelivered);

    /// <summary>The installation sends no SMS (<c>Sms:Provider=None</c>).</summary>
    public bool IsOff => settings.Provider is SmsProvider.None;

    /// <summary>Since when no SMS goes out from a forum's number; null: they go out.</summary>
    public Task<DateTimeOffset?> StoppedSince(string smsNumber, CancellationToken cancellation) => undelivered.SmsStoppedSince(smsNumber, cancellation);
}
