namespace Tryghedsforum.Notifications.Simulator;

/// <summary>How many segments a text takes: 160/153 characters of the GSM alphabet, else 70/67 of UCS-2.</summary>
internal static class SmsLength
{
    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string GsmTwice = "^{}\\[~]|€";

    /// <summary>The number of segments; an empty text is one.</summary>
    public static int Segments(string text)
    {
        if (!text.All(c => Gsm.Contains(c, StringComparison.Ordinal) || GsmTwice.Contains(c, StringComparison.Ordinal)))
            return text.Length <= 70 ? 1 : (text.Length + 66) / 67;
        var length = text.Length + text.Count(c => GsmTwice.Contains(c, StringComparison.Ordinal));
        return length <= 160 ? 1 : (length + 152) / 153;
    }
}
