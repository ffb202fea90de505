using System.Text;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// Reads the marks in a process's output (<c>output.py</c> writes them): RS, secret, request id, US, number of bytes that follow, US. What follows a mark is that request's; everything
/// else, also what only resembles a mark, is nobody's.
/// </summary>
/// <param name="secret">What no client knows.</param>
/// <param name="lines">Takes the text.</param>
internal sealed class MarkedOutput(string secret, LineSplitter lines)
{
    private const byte Begin = 0x1E;
    private const byte End = 0x1F;

    /// <summary>The longest request id that the server gives or takes.</summary>
    private const int LongestId = 128;

    /// <summary>Digits of the longest piece; a pipe keeps 4096 bytes together.</summary>
    private const int LongestNumber = 4;

    private readonly byte[] _secret = [Begin, .. Encoding.ASCII.GetBytes(secret)];
    // The beginning of a mark, as far as it has come: it may be cut anywhere between two reads.
    private readonly byte[] _held = new byte[1 + secret.Length + LongestId + LongestNumber + 2];
    private int _heldLength;
    private int _idEnd;
    private int _left;
    private string _request = "";

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken;
            if (_left > 0)
            {
                taken = Math.Min(_left, bytes.Length);
                lines.Append(bytes[..taken], _request);
                _left -= taken;
            }
            else if (_heldLength > 0)
            {
                taken = Hold(bytes[0]) ? 1 : 0;
            }
            else
            {
                taken = bytes.IndexOf(Begin);
                if (taken == 0)
                    taken = Hold(Begin) ? 1 : 0;
                else
                    lines.Append(bytes[..(taken = taken < 0 ? bytes.Length : taken)]);
            }

            bytes = bytes[taken..];
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Complete()
    {
        LetGo();
        lines.Complete();
    }

    // False: the byte cannot continue a mark. What was held is text, and the byte may begin a mark of its own.
    private bool Hold(byte next)
    {
        if (!Continues(next))
        {
            LetGo();
            return false;
        }

        _held[_heldLength++] = next;
        if (next == End)
            OnEnd();
        return true;
    }

    private bool Continues(byte next)
    {
        if (_heldLength < _secret.Length)
            return next == _secret[_heldLength];
        if (_idEnd > 0)
            return next == End ? _heldLength > _idEnd + 1 : next is >= (byte)'0' and <= (byte)'9' && _heldLength <= _idEnd + LongestNumber;
        return next == End ? _heldLength > _secret.Length : next is > (byte)' ' and < 0x7F && _heldLength < _secret.Length + LongestId;
    }

    private void OnEnd()
    {
        if (_idEnd == 0)
        {
            _idEnd = _heldLength - 1;
            return;
        }

        var id = _held.AsSpan(_secret.Length, _idEnd - _secret.Length);
        // One string for all lines of a request: a flood must not become garbage.
        if (!Ascii.Equals(id, _request))
            _request = Encoding.ASCII.GetString(id);
        _left = int.Parse(_held.AsSpan(_idEnd + 1, _heldLength - _idEnd - 2), provider: null);
        _heldLength = _idEnd = 0;
    }

    private void LetGo()
    {
        lines.Append(_held.AsSpan(0, _heldLength));
        _heldLength = _idEnd = 0;
    }
}
